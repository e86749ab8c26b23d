/** What `guise trace` writes a run as. The command line knows them without loading what writes them. */
export const traceFormats = ["text", "json", "mermaid", "svg", "html"] as const;
export type TraceFormat = (typeof traceFormats)[number];
