'use strict';
// An empty program's heap: what Node itself keeps.   node bare.js FILE
require('node:v8').writeHeapSnapshot(process.argv[2]);
