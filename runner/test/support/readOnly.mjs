/** Loaded before the command line: no folder can be made, as on a file system that is mounted for reading. */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

fs.mkdirSync = (path, options) => {
  // Node answers so where it is to make all folders of a path
  const code = options?.recursive ? "ENOENT" : "EROFS";
  throw Object.assign(new Error("cannot be made"), { code, path });
};
syncBuiltinESMExports();
