// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/ssh/known_hosts.hpp"

#include "junos_audit/base/require.hpp"
#include "ssh/known_hosts_line.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>

namespace junos_audit::ssh {
namespace {

/// '*' and '?' as in OpenSSH's match_pattern, without recursion: at most |pattern| × |name| steps.
bool matches_glob(std::string_view pattern, std::string_view name) {
    std::size_t p = 0;
    std::size_t n = 0;
    std::size_t star = std::string_view::npos;
    std::size_t resume = 0;
    while (n < name.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            resume = n;
        } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == name[n])) {
            ++p;
            ++n;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            n = ++resume;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

std::string hmac_sha1(std::string_view key, std::string_view text) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
    require(HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), bytes, text.size(),
                 digest.data(), &size) != nullptr,
            "HMAC-SHA1 of a host name");
    return std::string(digest.begin(), digest.begin() + size);
}

bool is_plain(const std::vector<std::string>& patterns) {
    return !patterns.empty() &&
           std::none_of(patterns.begin(), patterns.end(), [](const std::string& pattern) {
               return pattern.starts_with('!') || pattern.find_first_of("*?") != std::string::npos;
           });
}

/// Of a line that cannot be read: wherever in it the word is, a byte order mark or a lost line
/// break may be what stands before it.
bool may_revoke(std::string_view line) {
    return lower_case(line).find("@revoked") != std::string::npos;
}

} // namespace

void KnownHosts::add(std::string_view text, const std::string& file) {
    std::vector<Problem> lost;
    for (int line = 1; !text.empty(); ++line) {
        const auto end = text.find('\n');
        const auto content = text.substr(0, end);
        auto read = read_line(content);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (!read) {
            Problem problem{file, line, 0, read.error().reason};
            if (may_revoke(content)) {
                problem.message = "an @revoked line that cannot be read: " + problem.message;
                lost.push_back(problem);
            }
            (read.error().damaged ? damaged_ : unsupported_).push_back(std::move(problem));
        } else if (*read) {
            auto& found = **read;
            KnownKey key{
                std::move(found.type), std::move(found.blob), found.revoked, false, file, line};
            store(Entry{std::move(found.patterns), std::move(found.salt), std::move(found.hash),
                        std::move(key)});
        }
    }
    if (!lost.empty()) {
        throw UsageError(ExitStatus::bad_data, std::move(lost));
    }
}

void KnownHosts::store(Entry entry) {
    const auto number = entries_.size();
    if (!entry.hash.empty()) {
        (entry.key.revoked ? searched_ : hashed_).push_back(number);
    } else if (is_plain(entry.patterns)) {
        for (const auto& name : entry.patterns) {
            by_name_[name].push_back(number);
        }
    } else {
        searched_.push_back(number);
    }
    entries_.push_back(std::move(entry));
}

std::optional<bool> KnownHosts::matches(const Entry& entry, const Names& names) {
    if (!entry.hash.empty()) {
        if (hmac_sha1(entry.salt, names.exact) == entry.hash) {
            return true;
        }
        const bool bare = names.bare != names.exact;
        return bare && hmac_sha1(entry.salt, names.bare) == entry.hash ? std::optional(false)
                                                                       : std::nullopt;
    }
    bool exact = false;
    bool bare = false;
    for (std::string_view pattern : entry.patterns) {
        const bool negated = pattern.starts_with('!');
        pattern.remove_prefix(negated ? 1 : 0);
        const bool in_exact = matches_glob(pattern, names.exact);
        const bool in_bare = matches_glob(pattern, names.bare);
        // A negation of either form keeps the entry out: `!host,*` must not let host:830 in by the
        // back door.
        if (negated && (in_exact || in_bare)) {
            return std::nullopt;
        }
        exact = exact || (!negated && in_exact);
        bare = bare || (!negated && in_bare);
    }
    return exact ? std::optional(true) : bare ? std::optional(false) : std::nullopt;
}

std::vector<KnownKey> KnownHosts::find(std::string_view host, std::uint16_t port) const {
    const auto bare = lower_case(host);
    const Names names{port == 22 ? bare : "[" + bare + "]:" + std::to_string(port), bare};
    std::vector<std::size_t> candidates = searched_;
    for (const auto& name : {names.exact, names.bare}) {
        if (const auto found = by_name_.find(name); found != by_name_.end()) {
            candidates.insert(candidates.end(), found->second.begin(), found->second.end());
        }
    }
    std::sort(candidates.begin(), candidates.end());
    candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());

    std::vector<KnownKey> keys;
    const auto collect = [&](const std::vector<std::size_t>& numbers) {
        for (const auto number : numbers) {
            const auto& entry = entries_[number];
            if (const auto with_port = matches(entry, names)) {
                keys.push_back(entry.key);
                keys.back().with_port = *with_port;
            }
        }
    };
    collect(candidates);
    // Every hashed entry costs one or two HMACs: 10,000 hosts against 10,000 entries would be
    // minutes.
    const auto trusted = [](const KnownKey& key) { return !key.revoked; };
    if (std::none_of(keys.begin(), keys.end(), trusted)) {
        collect(hashed_);
    }
    return keys;
}

} // namespace junos_audit::ssh
