#include "app/cli/opening.h"
#include "app/cli/run.h"

#include <csignal>
#include <string_view>
#include <vector>

int main(int argc, char** argv)
{
    heapwise::cli::catchInterrupts();
    std::signal(SIGXFSZ, SIG_IGN); // a file that may not become larger is an error of writing, not the end
    const std::vector<std::string_view> words(argv + (argc > 0), argv + argc);
    return heapwise::cli::run(words);
}
