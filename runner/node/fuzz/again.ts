/**
 * The command that makes the same campaign again. A number of cases is all that it needs beside the seed: how
 * many workers there were and what stopped them changes nothing below that number.
 */
import type { Program } from "../../../grammar/image/programImage.ts";
import { pathWord, quotedCommand } from "../quotedCommand.ts";
import type { FuzzOptions } from "../commands/fuzz.ts";

/** How far a campaign got. */
export interface Reached {
  /** Name of its file. */
  readonly file: string;
  readonly program: Program;
  /** So many cases from where it began are finished. */
  readonly cases: number;
  /** The file of the corpus that it went on from. */
  readonly corpus?: string;
}

/** One program's campaign again. */
export function againOf({ file, program, cases, corpus }: Reached, options: FuzzOptions): string {
  return quotedCommand([
    "guise", "fuzz", pathWord(file),
    "--scenario", program.scenario,
    "--windows", program.version,
    ...howMuch(options, cases, corpus),
  ]);
}

/**
 * The whole command again: one where all campaigns were begun and made as many cases, else one for each that
 * was begun.
 */
export function againOfAll(
  paths: readonly string[], options: FuzzOptions, reached: readonly Reached[], allBegun: boolean,
): string[] {
  const [first] = reached;
  if (first === undefined) return [];
  const alike =
    allBegun && reached.every(({ cases, corpus }) => cases === first.cases && corpus === undefined);
  if (!alike) return reached.map((each) => againOf(each, options));
  return [
    quotedCommand([
      "guise", "fuzz", ...paths.map(pathWord),
      ...(options.scenario === undefined ? [] : ["--scenario", options.scenario]),
      ...(options.filter ?? []).flatMap((filter) => ["--filter", filter]),
      ...(options.windows === undefined ? [] : ["--windows", options.windows]),
      ...howMuch(options, first.cases, undefined),
    ]),
  ];
}

function howMuch({ seed, shard, corpus }: FuzzOptions, cases: number, file: string | undefined): string[] {
  const given = file ?? (shard === undefined ? undefined : corpus);
  return [
    "--seed", String(seed),
    ...(given === undefined ? [] : ["--corpus", given]),
    ...(shard === undefined ? ["--cases", String(cases)] : ["--shard", `${shard.index}/${shard.of}`]),
  ];
}
