/** The built module, compiled once. */
import { readFileSync } from "node:fs";
import { Machine } from "../machine/machine.ts";

let compiled: WebAssembly.Module | undefined;

/** The module beside the bundle. Throws when nothing was built. */
export function coreModule(): WebAssembly.Module {
  compiled ??= new WebAssembly.Module(readFileSync(new URL("core.wasm", import.meta.url)));
  return compiled;
}

export function newMachine(): Machine {
  return new Machine(coreModule());
}
