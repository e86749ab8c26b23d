/**
 * Standard output and error. Whoever reads may go away at any time (`guise run … | head`), which is no error:
 * the rest is written to nobody, and the command goes on to its exit code. What cannot be written for another
 * reason, such as a full disk, ends the command, since nobody would see what it finds.
 */
import pc from "picocolors";
import { exitCodes } from "./exitCodes.ts";
import { sentenceFor } from "./files.ts";
import type { Page, Theme } from "../report/theme.ts";
import { plainTheme } from "../report/theme.ts";

/** Makes a reader that goes away no error, and says in words what else keeps output from being written. */
export function survivePipes(): void {
  const isReaderGone = ({ code }: NodeJS.ErrnoException): boolean => code === "EPIPE" || code === "EIO";
  process.stdout.on("error", (error) => {
    if (isReaderGone(error)) return;
    printError(`guise: ${sentenceFor("standard output", error)}`);
    process.exit(exitCodes.wrongInput);
  });
  // where this fails, nobody can be told
  process.stderr.on("error", () => undefined);
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

export function printError(text: string): void {
  process.stderr.write(`${text}\n`);
}

/**
 * Colours and width for a stream: colours on a terminal unless NO_COLOR is set, and wherever FORCE_COLOR is.
 */
export function pageFor(stream: NodeJS.WriteStream): Page {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  const coloured = !NO_COLOR && (Boolean(FORCE_COLOR) || (stream.isTTY === true && TERM !== "dumb"));
  return {
    theme: coloured ? colouredTheme() : plainTheme,
    width: Math.min(Math.max(stream.columns ?? 100, 60), 140),
  };
}

function colouredTheme(): Theme {
  const colours = pc.createColors(true);
  return {
    good: colours.green,
    bad: colours.red,
    doubtful: colours.yellow,
    strong: colours.bold,
    faint: colours.dim,
    colours: true,
  };
}
