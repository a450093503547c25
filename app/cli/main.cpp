#include "app/cli/opening.h"
#include "app/cli/run.h"

#include <string_view>
#include <vector>

int main(int argc, char** argv)
{
    heapwise::cli::catchInterrupts();
    const std::vector<std::string_view> words(argv + (argc > 0), argv + argc);
    return heapwise::cli::run(words);
}
