/**
 * Failures that were found, one flat `.scn` each, in `.guise/failures` of the folder where the work is done.
 * A file is either whole or not there: it is written under another name, brought to the disk, and renamed.
 * Its name is a digest of its bytes, so finding the same failure again writes the same file.
 */
import { createHash } from "node:crypto";
import { closeSync, mkdirSync, openSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { attempt, writeWhole } from "./files.ts";

export class FailureStore {
  /**
   * Makes the folder, so that a folder that cannot be written is known before anything is found. Throws
   * InputError.
   */
  constructor(private readonly folder = join(".guise", "failures")) {
    attempt(folder, () => {
      mkdirSync(folder, { recursive: true });
      removeLeftovers(folder);
      const probe = join(folder, `${process.pid}.part`);
      closeSync(openSync(probe, "w"));
      rmSync(probe);
    });
  }

  /** Saves a text; answers its path. Whoever tidies up while a campaign runs may have taken the folder. */
  save(text: string): string {
    attempt(this.folder, () => mkdirSync(this.folder, { recursive: true }));
    const path = join(this.folder, `${createHash("sha256").update(text).digest("hex").slice(0, 16)}.scn`);
    writeWhole(path, text);
    return path;
  }

  /** Saves the better text of a failure that was saved before. */
  replace(before: string, text: string): string {
    const path = this.save(text);
    if (path !== before) rmSync(before, { force: true });
    return path;
  }
}

/** Removes half-written files of processes that are gone. */
function removeLeftovers(folder: string): void {
  for (const name of readdirSync(folder)) {
    const writer = /(\d+)\.part$/.exec(name)?.[1];
    if (writer !== undefined && !isAlive(Number(writer))) rmSync(join(folder, name), { force: true });
  }
}

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
