/** The built module, compiled once. */
import { readFileSync } from "node:fs";
import { Machine } from "../machine/machine.ts";

let compiled: WebAssembly.Module | undefined;

/** The module's bytes, which lie beside the bundle. Throws when nothing was built. */
export const coreBytes = (): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(new URL("core.wasm", import.meta.url)));

/** The module. Throws when nothing was built. */
export function coreModule(): WebAssembly.Module {
  compiled ??= new WebAssembly.Module(coreBytes());
  return compiled;
}

export function newMachine(): Machine {
  return new Machine(coreModule());
}
