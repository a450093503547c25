# Writes OUTPUT, a source file with a hash of all SOURCES (separated by "|") as engineFingerprint().
string(REPLACE "|" ";" sources "${SOURCES}")
foreach(source IN LISTS sources)
    file(SHA256 ${source} hash)
    string(APPEND hashes ${hash})
endforeach()
string(SHA256 hash "${hashes}")
string(SUBSTRING ${hash} 0 16 hash)
file(WRITE ${OUTPUT} "#include \"core/index/indexformat.h\"

std::uint64_t heapwise::engineFingerprint()
{
    return 0x${hash};
}
")
