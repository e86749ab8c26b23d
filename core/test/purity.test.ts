/**
 * The module is pure: it asks nothing of its host, keeps its memory, and is the same bytes wherever it is
 * built.
 */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { generated } from "../tables/generate.ts";
import { coreBytes, coreModule, debugModule } from "./support/coreModule.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

describe("the core", () => {
  it("imports nothing, in either target", () => {
    expect(WebAssembly.Module.imports(coreModule())).toEqual([]);
    expect(WebAssembly.Module.imports(debugModule())).toEqual([]);
  });

  it("has no start function and cannot grow its memory", () => {
    const sections = sectionIds(coreBytes());
    expect(sections).not.toContain(8);
    const { memory } = new WebAssembly.Instance(coreModule()).exports as { memory: WebAssembly.Memory };
    expect(() => memory.grow(1)).toThrow();
  });

  it("exports functions and its memory, nothing else", () => {
    const kinds = WebAssembly.Module
      .exports(coreModule())
      .filter((row) => row.kind !== "function")
      .map((row) => row.name);
    expect(kinds).toEqual(["memory"]);
  });

  it("is the same bytes when it is built again in another folder", () => {
    const folder = mkdtempSync(join(tmpdir(), "guise-build-"));
    try {
      cpSync(join(root, "core"), join(folder, "core"), { recursive: true });
      cpSync(join(root, "asconfig.json"), join(folder, "asconfig.json"));
      symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
      mkdirSync(join(folder, "build"));
      execFileSync(
        process.execPath,
        [join(root, "node_modules/assemblyscript/bin/asc.js"), "--config", join(folder, "asconfig.json"), "--target", "release"],
        { cwd: folder },
      );
      expect(Buffer.compare(readFileSync(join(folder, "build/core.wasm")), coreBytes())).toBe(0);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("has generated files that are what the tables say", () => {
    for (const [name, text] of Object.entries(generated())) {
      const file = join(root, "core/generated", name);
      expect(existsSync(file), name).toBe(true);
      expect(readFileSync(file, "utf8"), `${name}: run npm run generate`).toBe(text);
    }
  });
});

/** Ids of the module's sections in order. */
function sectionIds(bytes: Uint8Array): number[] {
  const ids: number[] = [];
  for (let at = 8; at < bytes.length;) {
    ids.push(bytes[at]!);
    let size = 0;
    let shift = 0;
    for (at++; ; at++) {
      size |= (bytes[at]! & 0x7f) << shift;
      shift += 7;
      if (bytes[at]! < 0x80) break;
    }
    at += 1 + size;
  }
  return ids;
}
