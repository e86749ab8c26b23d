/** What the options ask for, held against what there is. */
import { versions, versionsOf } from "../../core/tables/versions.ts";
import { isSelected, type ProgramFile, type Selection } from "../campaign/runAll.ts";
import { InputError } from "./exitCodes.ts";

export interface SelectionOptions {
  readonly windows?: string;
  readonly scenario?: string;
}

/** The selection of the options. Throws InputError for an unknown version. */
export function selectionOf({ windows, scenario }: SelectionOptions): Selection {
  return {
    ...(windows === undefined ? {} : { versions: versionSet(windows) }),
    ...(scenario === undefined ? {} : { scenario }),
  };
}

function versionSet(text: string): ReadonlySet<string> {
  const found = versionsOf(text);
  if (found === undefined || found.length === 0) {
    const available = versions.filter((row) => row.available).map((row) => row.name);
    throw new InputError(
      `--windows ${text}: there is no such version. Versions are ${available.join(", ")}; also "from 7", "before 11", "all".`,
    );
  }
  return new Set(found);
}

/** Throws InputError when the options leave nothing to do although the files have scenarios. */
export function demandSomething(files: readonly ProgramFile[], selection: Selection): void {
  const programs = files.flatMap((file) => file.programs);
  if (programs.some((program) => isSelected(program, selection))) return;
  const titles = [...new Set(programs.map((program) => program.scenario))];
  if (titles.length === 0)
    throw new InputError(
      files.length === 1
        ? `${files[0]!.source.name}: there is no scenario in this file.`
        : "There is no scenario in these files.",
    );
  if (selection.scenario !== undefined && !titles.includes(selection.scenario)) {
    throw new InputError(
      `There is no scenario "${selection.scenario}". There ${titles.length === 1 ? "is" : "are"}: ${titles.map((title) => `"${title}"`).join(", ")}.`,
    );
  }
  throw new InputError(
    `No scenario that was asked for runs on ${[...(selection.versions ?? [])].join(", ")}.`,
  );
}
