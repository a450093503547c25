#pragma once

/// Makes the icons and the sample available at ":/". A static library must ask for them by name, or the linker
/// leaves them out. Idempotent. (Q_INIT_RESOURCE works outside namespaces only.)
void initHeapwiseResources();
