/**
 * Colours of what is printed, by what they mean. The rooms that print do not know a terminal: whoever has one
 * fills this in; a page or a file takes `plainTheme`. A theme changes how text looks and never how wide it
 * is.
 */
export interface Theme {
  /** A verdict that is good news. */
  readonly good: (text: string) => string;
  /** A verdict that is bad news, and what is wrong. */
  readonly bad: (text: string) => string;
  /** Neither: vacuous, warnings, what an attacker does. */
  readonly doubtful: (text: string) => string;
  /** Headings and names. */
  readonly strong: (text: string) => string;
  /** Numbers of steps, sources, what explains the rest. */
  readonly faint: (text: string) => string;
  /** Whether code frames may colour what they show. */
  readonly colours: boolean;
}

const same = (text: string): string => text;

export const plainTheme: Theme = {
  good: same,
  bad: same,
  doubtful: same,
  strong: same,
  faint: same,
  colours: false,
};

/** What every printer is told: the colours, and the width of the page in columns. */
export interface Page {
  readonly theme: Theme;
  readonly width: number;
}

export const plainPage: Page = { theme: plainTheme, width: 100 };
