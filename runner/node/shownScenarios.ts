/**
 * What the committed scenarios say of each routine, for the manual. They are read once, when the first
 * routine is asked for; where they are not at hand, as in a bundle alone, no routine is shown by any.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "../../grammar/parse.ts";
import { inReadingOrder, routineOf, shownFile, type ShownBy } from "../report/reference/routineFiles.ts";

/** The bundle lies beside the folder of the scenarios. */
const folder = fileURLToPath(new URL("../scenarios", import.meta.url));

/** Answers for a routine which files show it, and which others call it. */
export function committedScenarios(): (routine: string) => ShownBy {
  let read: { readonly path: string; readonly text: string }[] | undefined;
  return (routine) => {
    read ??= readScenarios();
    const own = read.filter(({ path }) => isRoutines(path) && routineOf(path) === routine);
    const calls = new RegExp(`(?<![\\w-])${routine}\\s*[({]`);
    return {
      own: own.map(({ path, text }) => shownFile(path, parse(text).value.items)),
      others: read
        .filter(({ path, text }) => !isRoutines(path) && calls.test(withoutComments(text)))
        .map(({ path }) => path),
    };
  };
}

function readScenarios(): { path: string; text: string }[] {
  if (!existsSync(folder)) return [];
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.endsWith(".scn"));
  return inReadingOrder(paths).map((path) => ({ path, text: readFileSync(join(folder, path), "utf8") }));
}

const isRoutines = (path: string): boolean => path.startsWith("routines/");

const withoutComments = (text: string): string => text.replace(/\/\/.*$/gm, "");
