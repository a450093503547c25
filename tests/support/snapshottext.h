#pragma once

#include <string>

namespace heapwise::test {

/// A whole small snapshot as JSON, in which a test changes what it wants to be wrong: the root (node 0) holds a
/// global (1) by a shortcut; that holds an "Array" (2) by the property "list", which holds the string "hello" (3)
/// at index 0; a "Cache" (4) holds the Array, too, weakly. Seven node fields.
struct SnapshotText {
    std::string nodeFields = R"(["type","name","id","self_size","edge_count","trace_node_id","detachedness"])";
    std::string nodeTypes =
        R"([["hidden","array","string","object","code","closure","regexp","number","native","synthetic"],)"
        R"("string","number","number","number","number","number"])";
    std::string edgeTypes =
        R"([["context","element","property","internal","hidden","shortcut","weak"],"string_or_number","node"])";
    std::string counts = R"("node_count":5,"edge_count":5)";
    std::string nodes = "9,0,1,0,2,0,0\n,3,1,3,24,1,0,0\n,3,2,5,32,1,0,0\n,2,3,7,16,0,0,0\n,3,4,9,40,1,0,0\n";
    std::string edges = "5,5,7\n,1,1,28\n,2,6,14\n,1,0,21\n,6,7,14\n";
    std::string locations = "14,12,3,4\n";
    std::string strings = R"("","global","Array","hello","Cache","1","list","weakly")";

    std::string meta() const
    {
        return R"({"node_fields":)" + nodeFields + R"(,"node_types":)" + nodeTypes +
               R"(,"edge_fields":["type","name_or_index","to_node"],"edge_types":)" + edgeTypes +
               R"(,"location_fields":["object_index","script_id","line","column"]})";
    }
    std::string text() const
    {
        return R"({"snapshot":{"meta":)" + meta() + "," + counts + "},\n\"nodes\":[" + nodes + "],\n\"edges\":[" +
               edges + "],\n\"locations\":[" + locations + "],\n\"strings\":[" + strings + "]}\n";
    }
};

} // namespace heapwise::test
