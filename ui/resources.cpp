#include "ui/resources.h"

#include <QDir>

void initHeapwiseResources()
{
    Q_INIT_RESOURCE(heapwise_icons);
#ifdef HEAPWISE_HAS_DEMO
    Q_INIT_RESOURCE(heapwise_demo);
#endif
}
