/** `npm run oracle` from outside: a recording that cannot be read is said in a sentence. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const oracle = fileURLToPath(new URL("../../build/oracle.js", import.meta.url));
const folder = fileURLToPath(new URL(".", import.meta.url));

it.each([
  ["that does not exist", ["nosuch.tsv"], "oracle: nosuch.tsv: there is no such file or folder."],
  ["that is a folder", ["."], "oracle: .: this is a folder and no file."],
  ["of another kind", ["support/browser.ts"], /^oracle: support\/browser\.ts: .+$/],
  ["that nobody named", [], "Which recording? npm run oracle -- FILE.tsv"],
])("a recording %s is refused in one sentence", (_, args, sentence) => {
  const ended = spawnSync(process.execPath, [oracle, ...args], { cwd: folder, encoding: "utf8" });
  expect(ended.status).toBe(2);
  expect(ended.stdout).toBe("");
  if (typeof sentence === "string") expect(ended.stderr).toBe(`${sentence}\n`);
  else expect(ended.stderr.trimEnd()).toMatch(sentence);
});
