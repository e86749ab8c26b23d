/** Loaded before the command line: writing into `.guise` fails as on a full disk, once the folder is there. */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const { openSync, writeFileSync } = fs;
const stored = new Set();

fs.openSync = (path, ...rest) => {
  const file = openSync(path, ...rest);
  if (/[\\/]?\.guise[\\/].*\.[0-9]+\.part$/.test(String(path))) stored.add(file);
  return file;
};
fs.writeFileSync = (file, ...rest) => {
  if (stored.has(file)) throw Object.assign(new Error("no space"), { code: "ENOSPC" });
  return writeFileSync(file, ...rest);
};
syncBuiltinESMExports();
