/**
 * Failures that were found, one flat `.scn` each, in `.guise/failures` of the folder where the work is done.
 * A file is either whole or not there: it is written under another name, brought to the disk, and renamed.
 * Its name is a digest of its bytes, so finding the same failure again writes the same file, and a file that
 * was changed is known by its name.
 */
import { rmSync } from "node:fs";
import { basename, join } from "node:path";
import { writtenReason } from "../campaign/flatText.ts";
import type { FailureKeeper } from "../campaign/saveFailures.ts";
import { shortDigest } from "./digests.ts";
import { InputError } from "./exitCodes.ts";
import { attempt, makeFolders, openStore, readStore, writeWhole } from "./files.ts";

/** All that lies in a store, with a sentence for each name that leads to no file which can be read. */
export interface StoredFailures {
  readonly failures: readonly StoredFailure[];
  readonly unread: readonly string[];
}

/** A file of the store. */
export interface StoredFailure {
  readonly path: string;
  readonly text: string;
  /** False: its bytes are not those that its name was made of. */
  readonly whole: boolean;
}

export class FailureStore implements FailureKeeper {
  /** Texts of the store by which failure they are. */
  private readonly known = new Map<string, { readonly path: string; readonly length: number }>();

  /** `trouble` hears why something could not be saved; left out, that is thrown as InputError. */
  constructor(
    private readonly folder = join(".guise", "failures"),
    private readonly trouble?: (sentence: string) => void,
  ) {}

  /**
   * Makes the folder, so that a folder that cannot be written is known before anything is found. Throws
   * InputError.
   */
  open(): this {
    openStore(this.folder);
    return this;
  }

  /**
   * All that lies in the folder, in order of the names; one that is not there is empty. Throws InputError.
   */
  all(): StoredFailures {
    const { files, unread } = readStore(this.folder, /\.scn$/);
    const failures = files.map(({ path, bytes }) => {
      const text = bytes.toString("utf8");
      return { path, text, whole: basename(path) === nameOf(text) };
    });
    return { failures, unread };
  }

  /** Remembers that a failure is in the store already: a larger text of it is not saved beside it. */
  knows({ path, text }: StoredFailure): void {
    const identity = identityOf(text);
    const known = this.known.get(identity);
    if (known === undefined || text.length < known.length)
      this.known.set(identity, { path, length: text.length });
  }

  /** Saves a text unless the same failure is known; answers where it lies. */
  save(text: string): string | undefined {
    const known = this.known.get(identityOf(text));
    return known !== undefined && known.length <= text.length ? known.path : this.write(text);
  }

  settle(text: string, before: string | undefined): string | undefined {
    const known = this.known.get(identityOf(text));
    const path = this.save(text);
    if (path === undefined) return before;
    for (const worse of [before, known?.path]) {
      if (worse !== undefined && worse !== path) rmSync(worse, { force: true });
    }
    this.knows({ path, text, whole: true });
    return path;
  }

  /** Whoever tidies up while a campaign runs may have taken the folder. */
  private write(text: string): string | undefined {
    const path = join(this.folder, nameOf(text));
    try {
      attempt(this.folder, () => makeFolders(this.folder));
      writeWhole(path, text);
      return path;
    } catch (error) {
      if (this.trouble === undefined || !(error instanceof InputError)) throw error;
      this.trouble(error.message);
      return undefined;
    }
  }
}

const nameOf = (text: string): string => `${shortDigest(text)}.scn`;

const MARKS = /^\/\/\/ Of (program [0-9a-f]+, core [0-9a-f]+)\.$/m;
const FOUND = /^\/\/\/ Found by fuzz in ([^\n]+?), "([^\n]*)" on (\S+), seed \d+, /m;

/** What the head of a saved text says: of which program and core it is, and where it was found. */
export function headOf(
  text: string,
): { marks: string; file: string; scenario: string; windows: string } | undefined {
  const marks = MARKS.exec(text)?.[1];
  const found = FOUND.exec(text);
  return marks === undefined || found === null
    ? undefined
    : { marks, file: found[1]!, scenario: found[2]!, windows: found[3]! };
}

/**
 * Two texts with the same are one failure: of the same scenario, program and core, failing for the same
 * reason. Scenarios that differ in their titles alone are one program, and each keeps what it found.
 */
function identityOf(text: string): string {
  const head = headOf(text);
  return JSON.stringify([head?.marks, head?.file, head?.scenario, head?.windows, writtenReason(text)]);
}
