#include "tests/support/zstd.h"

#include <zstd.h>

namespace heapwise::test {

std::string zstd(const std::string& text, int windowLog)
{
    ZSTD_CCtx* const context = ZSTD_createCCtx();
    ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, windowLog);
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
    ZSTD_inBuffer input{text.data(), text.size(), 0};
    std::string result(ZSTD_compressBound(text.size()), '\0');
    ZSTD_outBuffer output{result.data(), result.size(), 0};
    // Its size is not said beforehand: the frame states its window, as a pipe's does.
    ZSTD_compressStream2(context, &output, &input, ZSTD_e_flush);
    ZSTD_compressStream2(context, &output, &input, ZSTD_e_end);
    ZSTD_freeCCtx(context);
    result.resize(output.pos);
    return result;
}

} // namespace heapwise::test
