#include "ui/resources.h"

#include <QDir>

void initHeapwiseResources()
{
    Q_INIT_RESOURCE(heapwise_icons);
    Q_INIT_RESOURCE(heapwise_help);
    Q_INIT_RESOURCE(heapwise_server);
#ifdef HEAPWISE_HAS_DEMO
    Q_INIT_RESOURCE(heapwise_demo);
#endif
}
