/** The built command line as a process of its own, in a folder of its own. */
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const commandLine = fileURLToPath(new URL("../../../build/cli.js", import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly err: string;
}

/** A folder with files, and the commands that are given in it. */
export class WorkFolder {
  readonly path = mkdtempSync(join(tmpdir(), "guise-test-"));

  constructor(files: Readonly<Record<string, string | Uint8Array>> = {}) {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(this.path, name), content);
  }

  /** Starts a command; the answer is its end. */
  start(
    args: readonly string[], input = "", environment: Readonly<Record<string, string>> = {},
  ): { process: ChildProcess; ended: Promise<Ended> } {
    const process_ = spawn(process.execPath, [commandLine, ...args], {
      cwd: this.path,
      env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: "", ...environment },
    });
    let [out, err] = ["", ""];
    process_.stdout.on("data", (chunk: Buffer) => {
      out += chunk.toString();
    });
    process_.stderr.on("data", (chunk: Buffer) => {
      err += chunk.toString();
    });
    process_.stdin.on("error", () => undefined);
    process_.stdin.end(input);
    const ended = new Promise<Ended>((resolve) =>
      process_.on("close", (code, signal) => resolve({ code, signal, out, err })),
    );
    return { process: process_, ended };
  }

  run(
    args: readonly string[], input = "", environment: Readonly<Record<string, string>> = {},
  ): Promise<Ended> {
    return this.start(args, input, environment).ended;
  }

  /** Names of the scenarios in `.guise/failures`. */
  saved(): string[] {
    const folder = join(this.path, ".guise", "failures");
    return existsSync(folder)
      ? readdirSync(folder)
          .filter((name) => name.endsWith(".scn"))
          .sort()
      : [];
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
