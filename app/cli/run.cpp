#include "app/cli/run.h"

#include "app/cli/command.h"
#include "app/cli/document.h"
#include "app/cli/errortext.h"
#include "app/cli/opening.h"
#include "app/cli/watch/watch.h"
#include "core/analysis/heapindex.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <new>
#include <sys/ioctl.h>
#include <unistd.h>
#include <vector>

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

/// The files of a command in the order given; none when one could not be opened, and `code` says why.
std::vector<HeapPtr> openFiles(const Arguments& arguments, ExitCode& code)
{
    std::vector<HeapPtr> heaps;
    for (const std::string& path : arguments.files) {
        const auto heap = openWithProgress(arguments, path);
        if (!heap) {
            const bool isCancelled = heap.error().code == ErrorCode::Cancelled;
            code = isCancelled ? ExitInterrupted : ExitBadInput;
            if (!isCancelled)
                say(errorText(heap.error(), path));
            return {};
        }
        for (const auto& warning : partialWarnings(*(*heap)->report))
            say(warning);
        heaps.push_back(*heap);
    }
    releaseInterrupts();
    return heaps;
}

ExitCode report(const Outcome& outcome)
{
    if (!outcome.failure.empty()) {
        say(outcome.failure);
        return ExitBadInput;
    }
    const ExitCode code = print(outcome.text);
    return code == ExitOk && outcome.isExceeded ? ExitExceeded : code;
}

/// So that the next command about this file need not read it. Says when that cannot be, which is no failure.
void keepIndex(const Heap& heap, const Arguments& arguments)
{
    const IndexCache cache(arguments.cache);
    const auto kept = isIndexable(heap, cache) ? writeIndex(heap, cache, Progress()) : Result<void>();
    if (!kept && kept.error().code == ErrorCode::WriteFailed)
        say(errorText(kept.error(), heap.snapshot->info().path) +
            " The next command will have to read the file again.");
}

ExitCode runCommand(const Command& command, const Arguments& arguments)
{
    if (command.runAlone)
        return report(command.runAlone(arguments, Output{terminalWidth()}));
    ExitCode code = ExitOk;
    const std::vector<HeapPtr> heaps = openFiles(arguments, code);
    if (heaps.empty())
        return code;
    const Output output{terminalWidth()};
    code = report(command.compare ? command.compare(heaps, arguments, output)
                                  : command.run(*heaps.front(), arguments, output));
    for (const auto& heap : heaps) {
        if (heap->isTorn()) {
            say(errorText({ErrorCode::FileChanged, {}}, heap->snapshot->info().path));
            return ExitBadInput;
        }
    }
    std::fclose(stdout); // whoever reads the report need not wait for the index
    for (const auto& heap : heaps)
        keepIndex(*heap, arguments);
    return code;
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

namespace {

int runWatch(std::span<const std::string_view> words)
{
    if (std::find(words.begin(), words.end(), "--help") != words.end() &&
        std::find(words.begin(), words.end(), "--") == words.end())
        return print(watchHelp());
    const auto parsed = parseWatchOptions(words);
    if (const auto* options = std::get_if<WatchOptions>(&parsed))
        return watch(*options);
    say(std::get<std::string>(parsed) + " See \"heapwise-cli help watch\".");
    return ExitUsage;
}

} // namespace

int run(std::span<const std::string_view> words)
{
    if (!words.empty() && words.front() == "watch")
        return runWatch(words.subspan(1));
    const auto parsed = parseArguments(words);
    if (const auto* error = std::get_if<UsageError>(&parsed)) {
        say(error->text + " See \"heapwise-cli help\".");
        std::fputs(error->context.c_str(), stderr);
        return ExitUsage;
    }
    return runArguments(std::get<Arguments>(parsed));
}

} // namespace heapwise::cli
