/** `guise replay`: whether saved failures still fail, and for the reason that they were saved for. */
import { hasErrors } from "../../../grammar/diagnostics.ts";
import { reasonOf } from "../../campaign/failures.ts";
import { writtenReason } from "../../campaign/flatText.ts";
import { compileSource } from "../compileSources.ts";
import { newMachine } from "../coreModule.ts";
import { printDiagnostics } from "../diagnosticsOutput.ts";
import { exitCodes, InputError } from "../exitCodes.ts";
import { pageFor, print } from "../output.ts";
import { readSources } from "../readSources.ts";
import type { ReporterName } from "../reporters/reporter.ts";
import type { CompiledFile } from "../../campaign/runAll.ts";
import type { Machine } from "../../machine/machine.ts";

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
export async function replay(
  paths: readonly string[],
  { reporter }: { readonly reporter: ReporterName },
): Promise<number> {
  const files = readSources(paths).map(compileSource);
  if (
    await printDiagnostics(
      files.map((file) => ({ ...file, diagnostics: hasErrors(file.diagnostics) ? file.diagnostics : [] })),
    )
  )
    return exitCodes.wrongInput;
  const machine = newMachine();
  const replays = files.flatMap((file) => replaysOf(machine, file));
  if (reporter === "json") print(JSON.stringify(replays, undefined, 2));
  else replays.forEach(printReplay);
  return replays.some((each) => each.sameReason) ? exitCodes.notHeld : exitCodes.held;
}

function replaysOf(machine: Machine, { source, programs }: CompiledFile): Replay[] {
  if (programs.length === 0) throw new InputError(`${source.name}: there is no scenario in this file.`);
  return programs.map((program) => {
    if (program.hasChoices)
      throw new InputError(
        `${source.name}: "${program.scenario}" has choices, so it has more than one run. Use: guise run ${source.name}`,
      );
    machine.load(program.image);
    machine.beginFirst();
    const end = machine.finish();
    const fails = end.verdict !== "Held";
    const savedReason = writtenReason(source.text);
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
  });
}

function printReplay({ file, version, fails, reason, savedReason, sameReason }: Replay): void {
  const { theme } = pageFor(process.stdout);
  if (!fails)
    return print(
      `${file} on ${version}: ${theme.good("no longer fails")}${savedReason === undefined ? "" : `; it was saved for: ${savedReason}`}`,
    );
  if (!sameReason)
    return print(
      `${file} on ${version}: ${theme.doubtful("fails for another reason")}: ${reason}; it was saved for: ${savedReason}`,
    );
  print(
    `${file} on ${version}: ${theme.bad(savedReason === undefined ? "fails" : "still fails for the same reason")}: ${reason}`,
  );
}
