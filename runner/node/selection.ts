/** What the options ask for, held against what there is. */
import { unknownVersionsIn, versions, versionsOf } from "../../core/tables/versions.ts";
import { selectedOf, type ProgramFile, type Selection } from "../campaign/runAll.ts";
import { isTitled } from "../campaign/rowTitles.ts";
import { InputError } from "./exitCodes.ts";

export interface SelectionOptions {
  readonly windows?: string;
  readonly scenario?: string;
  readonly filter?: readonly string[];
}

/** The selection of the options. Throws InputError for an unknown version. */
export async function selectionOf({ windows, scenario, filter }: SelectionOptions): Promise<Selection> {
  return {
    ...(windows === undefined ? {} : { versions: new Set(await versionsAsked(windows)) }),
    ...(scenario === undefined ? {} : { scenario }),
    ...(filter === undefined ? {} : { filters: filter }),
  };
}

/**
 * The versions of a text such as `xp-sp2, from 7`, in the order of the table. `all` leaves none out, also not
 * a system that is no Windows: the option chooses among what scenarios name, where `all` is every Windows.
 * Throws InputError.
 */
export async function versionsAsked(text: string): Promise<readonly string[]> {
  const names = versions.map((row) => row.name);
  const found = versionsOf(text);
  const isAll = text.split(",").some((range) => range.trim() === "all");
  if (found !== undefined && found.length > 0) return isAll ? names : found;
  const ways = `Versions are ${names.join(", ")}; also "from 7", "before 11", "all".`;
  const [unknown] = unknownVersionsIn(text);
  if (unknown === undefined) {
    throw new InputError(
      `--windows ${text}: ${found === undefined ? "this is no set of versions" : "there is none"}. ${ways}`,
    );
  }
  const near = (await import("./onDemand.ts")).suggestionFor(unknown, ["all", ...names]);
  throw new InputError(
    `--windows ${text}: there is no version ${unknown}. ${near === undefined ? ways : `Did you mean ${near}?`}`,
  );
}

/** Throws InputError when the options leave nothing to do although the files have scenarios. */
export async function demandSomething(files: readonly ProgramFile[], selection: Selection): Promise<void> {
  if (selectedOf(files, selection).length > 0) return;
  const titles = [...new Set(selectedOf(files, {}).map(({ program }) => program.scenario))];
  if (titles.length === 0) throw new InputError(nothingIn(files));
  const { scenario, filters } = selection;
  const { titlesThereAre } = await import("./onDemand.ts");
  if (scenario !== undefined && !titles.some((title) => isTitled(title, scenario))) {
    throw new InputError(`There is no scenario "${scenario}". ${titlesThereAre(titles, [scenario])}`);
  }
  const fitting: Selection = filters === undefined ? {} : { filters };
  if (selectedOf(files, fitting).length === 0 && filters !== undefined)
    throw new InputError(`Nothing fits --filter ${filters.join(", ")}. ${titlesThereAre(titles, filters)}`);
  throw new InputError(
    `No scenario that was asked for runs on ${[...(selection.versions ?? [])].join(", ")}.`,
  );
}

/** Files may hold no scenario, or some whose versions are none: rows of a table whose guards never hold. */
function nothingIn(files: readonly ProgramFile[]): string {
  const isIdle = files.some(({ source }) => /^(?:scenario|table)\b/m.test(source.text));
  if (files.length !== 1) {
    return isIdle ? "No scenario in these files runs on any version." : "There is no scenario in these files.";
  }
  const { name } = files[0]!.source;
  return isIdle
    ? `${name}: no scenario in this file runs on any version; \`guise check ${name}\` says why.`
    : `${name}: there is no scenario in this file.`;
}
