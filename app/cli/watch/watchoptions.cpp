#include "app/cli/watch/watchoptions.h"

#include "core/report/utf8.h"

#include <charconv>
#include <cmath>
#include <functional>
#include <optional>
#include <utility>

namespace heapwise::cli {

namespace {

/// A positive number and what follows it: "30min" is 30 and "min".
std::optional<std::pair<double, std::string_view>> numberAndUnit(std::string_view text)
{
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || !std::isfinite(number) || number <= 0)
        return std::nullopt;
    return std::pair(number, text.substr(std::size_t(end - text.data())));
}

using Units = std::initializer_list<std::pair<std::string_view, double>>;

std::optional<double> quantity(std::string_view text, Units units)
{
    const auto parts = numberAndUnit(text);
    if (parts)
        for (const auto& [unit, factor] : units)
            if (unit == parts->second)
                return parts->first * factor;
    return std::nullopt;
}

std::optional<double> seconds(std::string_view text)
{
    return quantity(text, {{"", 1}, {"s", 1}, {"ms", 0.001}, {"min", 60}, {"h", 3600}});
}

std::optional<double> bytes(std::string_view text)
{
    return quantity(text, {{"KiB", 1024}, {"MiB", 1 << 20}, {"GiB", 1 << 30}, {"KB", 1e3}, {"MB", 1e6}, {"GB", 1e9}});
}

std::optional<double> share(std::string_view text)
{
    return quantity(text, {{"%", 0.01}});
}

class WatchParser {
public:
    explicit WatchParser(std::span<const std::string_view> words)
        : m_words(words)
    {}

    std::variant<WatchOptions, std::string> run()
    {
        while (m_error.empty() && m_next < m_words.size()) {
            const std::string_view word = m_words[m_next++];
            if (word == "--") {
                m_options.program.assign(m_words.begin() + std::ptrdiff_t(m_next), m_words.end());
                break;
            }
            if (word.starts_with('-'))
                option(word);
            else
                takeTarget(word);
        }
        finish();
        if (!m_error.empty())
            return m_error;
        return m_options;
    }

private:
    void takeTarget(std::string_view word)
    {
        if (m_options.pid != 0 || !m_options.address.empty()) {
            m_error = "There is one word too many: " + quoted(word) + ".";
            return;
        }
        long long pid = 0;
        const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), pid);
        if (error == std::errc() && end == word.data() + word.size() && pid > 0)
            m_options.pid = pid;
        else if (word.find(':') != word.npos)
            m_options.address = word;
        else
            m_error = quoted(word) + " is neither the number of a process nor an address such as 127.0.0.1:9229.";
    }

    void option(std::string_view word)
    {
        const auto equals = word.find('=');
        const std::string_view name = word.substr(0, equals);
        if (word == "--json" || word == "--open") {
            (word == "--json" ? m_options.json : m_options.mayOpen) = true;
            return;
        }
        const auto known = {"--interval",      "--duration",         "--rule",           "--snapshot-dir",
                            "--snapshot-when", "--snapshot-at-most", "--snapshot-apart", "--prometheus"};
        if (std::find(known.begin(), known.end(), name) == known.end())
            m_error = "The command watch has no option " + quoted(word) + ".";
        else if (equals == word.npos && m_next == m_words.size())
            m_error = "The option " + std::string(name) + " needs a value.";
        else
            takeValue(name, equals == word.npos ? m_words[m_next++] : word.substr(equals + 1));
    }

    void takeValue(std::string_view name, std::string_view value)
    {
        if (name == "--interval")
            take(m_options.interval, seconds(value), name, value, "a time such as 1s, from 0.1 s to an hour");
        else if (name == "--duration")
            take(m_options.duration, seconds(value), name, value, "a time such as 30min");
        else if (name == "--rule")
            takeRule(value);
        else if (name == "--snapshot-dir")
            m_options.snapshotFolder = value;
        else if (name == "--snapshot-when")
            takeSnapshotRule(value);
        else if (name == "--snapshot-at-most")
            takeCount(value);
        else if (name == "--snapshot-apart")
            take(m_options.snapshots.apartSeconds, seconds(value), name, value, "a time such as 10min");
        else
            m_options.prometheus = value;
        if (m_options.interval < 0.1 || m_options.interval > 3600)
            m_error = "The option --interval needs a time from 0.1 s to an hour.";
    }

    void take(double& where, std::optional<double> value, std::string_view name, std::string_view given,
              const char* wanted)
    {
        if (value)
            where = *value;
        else
            m_error = "The option " + std::string(name) + " needs " + wanted + ", not " + quoted(given) + ".";
    }

    void takeCount(std::string_view value)
    {
        const auto parts = numberAndUnit(value);
        if (parts && parts->second.empty() && parts->first == std::floor(parts->first) && parts->first <= 1000)
            m_options.snapshots.atMost = int(parts->first);
        else
            m_error = "The option --snapshot-at-most needs a number from 1 to 1000, not " + quoted(value) + ".";
    }

    void takeRule(std::string_view value)
    {
        const auto colon = value.find(':');
        const std::string_view name = value.substr(0, colon);
        const std::string_view detail = colon == value.npos ? std::string_view() : value.substr(colon + 1);
        if (name == "floor") {
            if (colon != value.npos)
                take(m_options.rule.patience, seconds(detail), "--rule floor:", detail, "a time such as 3min");
            return;
        }
        if (name != "simple") {
            m_error = "There is no rule " + quoted(value) + "; there are floor, floor:TIME, simple and simple:RATIO.";
            return;
        }
        m_options.rule.rule = LeakRule::Simple;
        const auto ratio = colon == value.npos ? std::optional(m_options.rule.ratio) : quantity(detail, {{"", 1}});
        take(m_options.rule.ratio, ratio && *ratio > 1 ? ratio : std::nullopt, "--rule simple:", detail,
             "a ratio above 1, such as 1.3");
    }

    void takeSnapshotRule(std::string_view value)
    {
        const auto colon = value.find(':');
        const std::string_view name = value.substr(0, colon);
        const std::string_view detail = colon == value.npos ? std::string_view() : value.substr(colon + 1);
        SnapshotRules& rules = m_options.snapshots;
        const auto percent = share(detail), size = bytes(detail), time = seconds(detail);
        if (name == "grows" && percent)
            rules.growthShare = *percent;
        else if (name == "grows" && size)
            rules.growthBytes = *size;
        else if (name == "limit" && percent && *percent <= 1)
            rules.limitShare = *percent;
        else if (name == "every" && time)
            rules.everySeconds = *time;
        else
            m_error = "The option --snapshot-when needs grows:30%, grows:150MiB, limit:80% or every:30min, not " +
                      quoted(value) + ".";
    }

    void finish()
    {
        if (!m_error.empty())
            return;
        const int targets =
            (m_options.pid != 0 || !m_options.address.empty() ? 1 : 0) + (m_options.program.empty() ? 0 : 1);
        if (targets == 0)
            m_error = "The command watch needs the number of a process, an address, or -- and a program to run.";
        else if (targets > 1)
            m_error = "The command watch takes a process or a program, not both.";
        else if (m_options.snapshots.any() && m_options.snapshotFolder.empty())
            m_error = "Snapshots need a folder to be written to: --snapshot-dir.";
        else if (!m_options.snapshotFolder.empty() && !m_options.snapshots.any())
            m_options.snapshots.growthShare = 0.3;
    }

    std::span<const std::string_view> m_words;
    std::size_t m_next = 0;
    WatchOptions m_options;
    std::string m_error;
};

} // namespace

std::variant<WatchOptions, std::string> parseWatchOptions(std::span<const std::string_view> words)
{
    return WatchParser(words).run();
}

std::string watchHelp()
{
    return R"TEXT(heapwise-cli watch PID|HOST:PORT [OPTION...]
heapwise-cli watch [OPTION...] -- node app.js [ARGUMENT...]

Watches the memory of a running Node.js process and tells whether it leaks. The process is left as it was found when
the time is over, on Ctrl+C and on SIGTERM; a program that was started by watch ends with it.

Options
  --open                   send SIGUSR1 to a process whose inspector is closed, so that it opens it on 127.0.0.1. While
                           it is open, every user of this computer can take over the process
  --interval TIME          between samples, by default 1s
  --duration TIME          then stop; by default when the process ends
  --rule floor[:TIME]      trend of the heap after major collections (default). Nothing is said before TIME, 3min by
                           default; a leak is called likely after five times as long
  --rule simple[:RATIO]    the heap now over the heap a minute ago, by default 1.3: quick, and often wrong
  --snapshot-dir FOLDER    take snapshots by rule into FOLDER, readable by you alone
  --snapshot-when RULE     grows:30% (default) or grows:150MiB after a collection against the last snapshot,
                           limit:80% of the heap's limit, every:30min; may be given more than once
  --snapshot-at-most N     3 by default
  --snapshot-apart TIME    10min by default
  --prometheus [HOST:]PORT serve the metrics of the process there, under the names prom-client gives them
  --json                   one JSON object per line: every sample, verdict and snapshot

Exit code: 0 no leak seen, 1 it could not be watched, 2 the command line is wrong, 3 a leak is possible, 4 a leak is
likely, 5 memory grows outside the heap, 6 there was not enough data to tell.
)TEXT";
}

} // namespace heapwise::cli
