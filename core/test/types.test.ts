/** The whole house passes the type checker: the host's TypeScript, and the core as the editor sees it. */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

it.each([".", "core"])("types are sound: tsc -p %s", (project) => {
  const errors = (() => {
    try {
      return execFileSync("npx", ["tsc", "--noEmit", "-p", project], { cwd: root, encoding: "utf8" });
    } catch (error) {
      return (error as { stdout: string }).stdout;
    }
  })();
  expect(errors).toBe("");
});
