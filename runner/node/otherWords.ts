/**
 * Options that people know by other words, from other tools or from another command here: an option that a
 * command does not have is answered with the one that it has for the same thing.
 */

/** Words for one thing, ours among them; the first of a row that a command has is proposed. */
const sameMeaning: readonly (readonly string[])[] = [
  [
    "--cases", "--runs", "--case", "--iterations", "--count", "--number", "--samples", "--max-runs",
    "--max-cases", "--examples", "-n",
  ],
  ["--time", "--timeout", "--duration", "--seconds", "--max-time", "--budget", "-t"],
  ["--windows", "--version", "--versions", "--os", "--on", "--profile", "--target", "-w"],
  ["--scenario", "--title", "--name", "--test", "--only", "-s"],
  ["--filter", "--grep", "--match", "--include", "--pattern", "-k", "-f"],
  ["--reporter", "--format", "--json", "--junit", "--tap", "--style", "-r"],
  ["--output", "--out", "--file", "-o"],
  ["--workers", "--threads", "--jobs", "--parallel", "--concurrency", "-j"],
  ["--seed", "--random-seed", "--random"],
  ["--step", "--at", "--line"],
  ["--explain", "--code", "--why"],
  ["--check", "--dry-run", "--verify"],
];

/** The option that a command has for what another word means; undefined: there is none. */
export function optionMeant(given: string, known: readonly string[]): string | undefined {
  const row = sameMeaning.find((words) => words.includes(given)) ?? [];
  return row.find((word) => known.includes(word));
}

/** What commander says of an option that it does not know, with the one that was meant. */
export function withOptionMeant(text: string, known: readonly string[]): string {
  const given = /unknown option '([^'=]+)/.exec(text)?.[1];
  const meant = given === undefined ? undefined : optionMeant(given, known);
  if (meant === undefined) return text;
  return `${text.split("\n")[0]}\n(Did you mean ${meant}?)\n`;
}
