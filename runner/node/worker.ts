/** A thread that draws: it has the compiled module, one machine, and answers each request but `load`. */
import { parentPort, workerData } from "node:worker_threads";
import { Drawer } from "../campaign/drawer.ts";
import { Machine } from "../machine/machine.ts";
import type { WorkerRequest } from "./workerPool.ts";

const drawer = new Drawer(new Machine(workerData as WebAssembly.Module));

parentPort!.on("message", (request: WorkerRequest) => {
  if (request.kind === "load") drawer.load(request.image);
  else parentPort!.postMessage(request.kind === "draw" ? drawer.draw(request.seed, request.first, request.count) : drawer.harvest());
});
