/**
 * `guise replay`: whether saved failures still fail, and for the reason that they were saved for; and one
 * case of a campaign again, from its seed and number.
 */
import { hasErrors } from "../../../grammar/diagnostics.ts";
import { reasonOf } from "../../campaign/failures.ts";
import { beginRecipe, type Recipe } from "../../campaign/results.ts";
import { selectedOf, type CompiledFile, type Selection } from "../../campaign/runAll.ts";
import { writtenReason } from "../../campaign/flatText.ts";
import { caseAsked, type CaseOptions } from "../caseAsked.ts";
import { compileSource } from "../compileSources.ts";
import { newMachine } from "../coreModule.ts";
import { printDiagnostics } from "../diagnosticsOutput.ts";
import { exitCodes, InputError } from "../exitCodes.ts";
import { pageFor, print } from "../output.ts";
import { readSources } from "../readSources.ts";
import type { ReporterName } from "../reporters/reporter.ts";
import type { Machine } from "../../machine/machine.ts";
import type { Program } from "../../../grammar/image/programImage.ts";
import { demandSomething, selectionOf, type SelectionOptions } from "../selection.ts";

/** Without a case the file's only run is made again. */
export interface ReplayOptions extends SelectionOptions, CaseOptions {
  readonly reporter: ReporterName;
}

export interface Replay {
  readonly file: string;
  readonly scenario: string;
  readonly version: string;
  readonly fails: boolean;
  /** Why it fails now; absent when it does not. */
  readonly reason?: string;
  /** Why it failed when it was saved; absent when the file does not say. */
  readonly savedReason?: string;
  readonly sameReason: boolean;
}

/** Replays files; answers 1 while one of them still fails for its reason, 0 when none does. */
export async function replay(paths: readonly string[], options: ReplayOptions): Promise<number> {
  const selection = await selectionOf(options);
  const sources = readSources(paths);
  const files = sources.files.map(compileSource);
  if (
    await printDiagnostics(
      files.map((file) => ({ ...file, diagnostics: hasErrors(file.diagnostics) ? file.diagnostics : [] })),
    )
  )
    return exitCodes.wrongInput;
  await demandSomething(files, selection);
  const machine = newMachine();
  const replays = files.flatMap((file) => replaysOf(machine, file, selection, options));
  if (options.reporter === "json") print(JSON.stringify(replays, undefined, 2));
  else replays.forEach(printReplay);
  if (sources.unreadable > 0) return exitCodes.wrongInput;
  return replays.some((each) => each.sameReason) ? exitCodes.notHeld : exitCodes.held;
}

function replaysOf(
  machine: Machine,
  file: CompiledFile,
  selection: Selection,
  options: CaseOptions,
): Replay[] {
  return selectedOf([file], selection).map(({ program }) => {
    const recipe = caseAsked(machine, program, options) ?? { kind: "first" };
    if (program.hasChoices && recipe.kind === "first")
      throw new InputError(
        `${file.source.name}: "${program.scenario}" has choices, so it has more than one run. ` +
          `Use: guise run ${file.source.name}, or choose one with --case and --seed.`,
      );
    return replayOne(machine, file, program, recipe);
  });
}

function replayOne(
  machine: Machine,
  { source }: CompiledFile,
  program: Program,
  recipe: Recipe,
): Replay {
  machine.load(program.image);
  beginRecipe(machine, recipe);
  const end = machine.finish();
  const fails = end.verdict !== "Held";
  // what a file was saved for is said of its only run
  const savedReason = recipe.kind === "first" ? writtenReason(source.text) : undefined;
  const reason = fails ? reasonOf(machine, program, end, source.text) : undefined;
  return {
    file: source.name,
    scenario: program.scenario,
    version: program.version,
    fails,
    ...(reason === undefined ? {} : { reason }),
    ...(savedReason === undefined ? {} : { savedReason }),
    sameReason: fails && (savedReason === undefined || savedReason === reason),
  };
}

function printReplay({ file, version, fails, reason, savedReason, sameReason }: Replay): void {
  const { theme } = pageFor(process.stdout);
  if (!fails)
    return print(
      savedReason === undefined
        ? `${file} on ${version}: ${theme.good("does not fail")}`
        : `${file} on ${version}: ${theme.good("no longer fails")}; it was saved for: ${savedReason}`,
    );
  if (!sameReason)
    return print(
      `${file} on ${version}: ${theme.doubtful("fails for another reason")}: ${reason}; it was saved for: ${savedReason}`,
    );
  print(
    `${file} on ${version}: ${theme.bad(savedReason === undefined ? "fails" : "still fails for the same reason")}: ${reason}`,
  );
}
