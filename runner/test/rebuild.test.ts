/** A rebuild under running processes: what they were started from can still be loaded. */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
// @ts-expect-error plain JavaScript, since it runs before anything is built
import { placeBundles as place } from "../node/build.js";

const placeBundles = place as (folder: string, bundles: { name: string; content: string }[]) => void;
const folder = mkdtempSync(join(tmpdir(), "guise-build-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const build = (piece: string): void =>
  placeBundles(folder, [
    { name: "cli.js", content: `import "./piece-${piece}.js";` },
    { name: `piece-${piece}.js`, content: `// ${piece}` },
  ]);
const has = (piece: string): boolean => existsSync(join(folder, `piece-${piece}.js`));
const makeOld = (piece: string): void => {
  const longAgo = new Date(Date.now() - 48 * 60 * 60 * 1000);
  utimesSync(join(folder, `piece-${piece}.js`), longAgo, longAgo);
};

it("keeps the pieces that were current until now, however old they are, and then for a day", () => {
  build("A");
  makeOld("A");
  build("B");
  expect([has("A"), has("B")]).toEqual([true, true]);
  build("C");
  expect([has("A"), has("B"), has("C")]).toEqual([true, true, true]);
  makeOld("A");
  build("D");
  expect([has("A"), has("B"), has("C"), has("D")]).toEqual([false, true, true, true]);
});

it("a piece that comes back is current again", () => {
  build("B");
  makeOld("B");
  build("B");
  expect(has("B")).toBe(true);
  expect(readFileSync(join(folder, "cli.js"), "utf8")).toContain("piece-B.js");
  expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
});
