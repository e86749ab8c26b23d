/**
 * The command that makes the same campaign again. A number of cases is all that it needs beside the seed: how
 * many workers there were and what stopped them changes nothing below that number.
 */
import type { Program } from "../../../grammar/image/programImage.ts";
import { quotedCommand } from "../quotedCommand.ts";
import type { FuzzOptions } from "../commands/fuzz.ts";

/** How far a campaign got. */
export interface Reached {
  /** Name of its file. */
  readonly file: string;
  readonly program: Program;
  /** Every case below is finished. */
  readonly cases: number;
}

/** One program's campaign again. */
export function againOf({ file, program, cases }: Reached, { seed }: FuzzOptions): string {
  return quotedCommand([
    "guise", "fuzz", file,
    "--scenario", program.scenario,
    "--windows", program.version,
    "--seed", String(seed),
    "--cases", String(cases),
  ]);
}

/** The whole command again: one where all campaigns made as many cases, else one for each of them. */
export function againOfAll(
  paths: readonly string[], options: FuzzOptions, reached: readonly Reached[],
): string[] {
  if (reached.length === 0) return [];
  const [first, ...others] = new Set(reached.map(({ cases }) => cases));
  if (others.length > 0) return reached.map((each) => againOf(each, options));
  return [
    quotedCommand([
      "guise", "fuzz", ...paths,
      ...(options.scenario === undefined ? [] : ["--scenario", options.scenario]),
      ...(options.filter ?? []).flatMap((filter) => ["--filter", filter]),
      ...(options.windows === undefined ? [] : ["--windows", options.windows]),
      "--seed", String(options.seed),
      "--cases", String(first),
    ]),
  ];
}
