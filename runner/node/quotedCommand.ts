/** A path that no command takes for an option. */
export const pathWord = (path: string): string => (path.startsWith("-") ? `./${path}` : path);

/** A command as a shell reads it back. */
export function quotedCommand(words: readonly string[]): string {
  return words
    .map((word) => (/^[\w./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(" ");
}
