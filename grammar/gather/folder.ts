/*
 * Where used files come from. The grammar reads no files: who calls it says what lies under a path.
 */

/** What lies under a path. */
export type UsedFile =
  | {
    readonly text: string;
    /** The path that the file is known by, whichever way leads to it: two ways to it use it once. */
    readonly path: string;
    readonly problem?: undefined;
  }
  /** `names` are those of files beside it. */
  | { readonly problem: "missing"; readonly names: readonly string[] }
  | { readonly problem: "outside" }
  /** `reason` is a sentence without its end, such as `it is larger than 1 MiB`. */
  | { readonly problem: "unreadable"; readonly reason: string };

/** The folder of a file. */
export interface Folder {
  /** The path that the file itself is known by; a text without a file has none. */
  readonly self?: string;
  /** Reads what lies under a path from this folder, with `/`. It never throws and reads nothing outside. */
  read(path: string): UsedFile;
}

/** A folder without files. */
export const emptyFolder: Folder = { read: () => ({ problem: "missing", names: [] }) };

/** A folder whose files are at hand, by their paths. */
export function folderOfTexts(texts: ReadonlyMap<string, string>, self?: string): Folder {
  return {
    ...(self !== undefined && { self }),
    read: (path) => {
      const text = texts.get(path);
      return text === undefined ? { problem: "missing", names: [...texts.keys()] } : { text, path };
    },
  };
}
