#include "app/cli/run.h"

#include "app/cli/command.h"
#include "app/cli/document.h"
#include "app/cli/errortext.h"
#include "app/cli/opening.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <new>
#include <sys/ioctl.h>
#include <unistd.h>

namespace heapwise::cli {

namespace {

void say(const std::string& sentence)
{
    std::fprintf(stderr, "heapwise-cli: %s\n", sentence.c_str());
}

std::size_t terminalWidth()
{
    winsize size = {};
    if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
        return 0;
    return size.ws_col;
}

/// A full disk shows only when the buffer is flushed.
ExitCode print(const std::string& text)
{
    const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
    if (written && std::fflush(stdout) == 0)
        return ExitOk;
    say(std::string("The output could not be written (") + std::strerror(errno) + ").");
    return ExitBadInput;
}

ExitCode runCommand(const Command& command, const Arguments& arguments)
{
    const auto heap = openWithProgress(arguments);
    if (!heap) {
        if (heap.error().code == ErrorCode::Cancelled)
            return ExitInterrupted;
        say(errorText(heap.error(), arguments.file));
        return ExitBadInput;
    }
    for (const auto& warning : partialWarnings(*(*heap)->report))
        say(warning);
    const Outcome outcome = command.run(**heap, arguments, Output{terminalWidth()});
    if (outcome.failure.empty())
        return print(outcome.text);
    say(outcome.failure);
    return ExitBadInput;
}

ExitCode runArguments(const Arguments& arguments)
{
    if (arguments.command == "help")
        return print(helpText(arguments.topic));
    if (arguments.command == "version")
        return print("heapwise-cli " HEAPWISE_VERSION "\n");
    try {
        return runCommand(*findCommand(arguments.command), arguments);
    } catch (const std::bad_alloc&) { // the engine reports its own; this is a report that got too long
        say(errorText({ErrorCode::OutOfMemory, "writing the report; try a smaller --limit"}, arguments.file));
        return ExitBadInput;
    }
}

} // namespace

ExitCode run(std::span<const std::string_view> words)
{
    const auto parsed = parseArguments(words);
    if (const auto* error = std::get_if<UsageError>(&parsed)) {
        say(error->text + " See \"heapwise-cli help\".");
        return ExitUsage;
    }
    return runArguments(std::get<Arguments>(parsed));
}

} // namespace heapwise::cli
