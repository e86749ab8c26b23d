/**
 * A browser for tests: Debian's Chromium without a window, and a loopback server that has the page's files
 * and nothing else.
 */
import { existsSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { chromium, type Browser } from "playwright-core";

const chromiumPaths = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Where Chromium is; undefined when this machine has none. */
export const chromiumPath = (): string | undefined => chromiumPaths.find((path) => existsSync(path));

/** What a test says that needs a browser and finds none. */
export const chromiumIsMissing = `Chromium is missing: none of ${chromiumPaths.join(", ")} exists, so nothing was tried in a browser`;

/** Starts Chromium; the caller closes it. */
export function startChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** What is served under which name: path in the checkout and media type. */
const served: Readonly<Record<string, { readonly file: string; readonly type: string }>> = {
  "/runner/web/bare.html": { file: "runner/web/bare.html", type: "text/html; charset=utf-8" },
  "/build/browser.js": { file: "build/browser.js", type: "text/javascript; charset=utf-8" },
  "/build/core.wasm": { file: "build/core.wasm", type: "application/wasm" },
  "/core-without-type": { file: "build/core.wasm", type: "application/octet-stream" },
};

export interface PageServer {
  readonly origin: string;
  /** Paths that were asked for, in order. */ readonly asked: readonly string[];
  close(): Promise<void>;
}

/** Serves the bare page on a free port of 127.0.0.1. */
export async function servePage(): Promise<PageServer> {
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    asked.push(path);
    const found = served[path];
    if (found === undefined) return void response.writeHead(404).end();
    response
      .writeHead(200, { "content-type": found.type })
      .end(readFileSync(fileURLToPath(new URL(`../../../${found.file}`, import.meta.url))));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`, asked,
    close: () => new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    }),
  };
}
