/** The built module, in its release and debug targets; the tests' own door to it. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const path = (name: string): string => fileURLToPath(new URL(`../../../build/${name}`, import.meta.url));

export const coreBytes = (): Uint8Array<ArrayBuffer> => Uint8Array.from(readFileSync(path("core.wasm")));
export const coreModule = (): WebAssembly.Module => new WebAssembly.Module(coreBytes());
/** With all asserts of the language and without optimisation. */
export const debugModule = (): WebAssembly.Module =>
  new WebAssembly.Module(Uint8Array.from(readFileSync(path("core.debug.wasm"))));
