/**
 * A thread that draws or runs: it has the compiled module, one machine, and answers each request but `load`
 * and `beginEpoch`.
 */
import { parentPort, workerData } from "node:worker_threads";
import { Drawer } from "../campaign/drawer.ts";
import { Machine } from "../machine/machine.ts";
import { runImage } from "../campaign/runProgram.ts";
import type { WorkerRequest } from "./workerPool.ts";

const machine = new Machine(workerData as WebAssembly.Module);
const drawer = new Drawer(machine);

parentPort!.on("message", (request: WorkerRequest) => {
  switch (request.kind) {
    case "load":
      return drawer.load(request.image);
    case "draw":
      return parentPort!.postMessage(drawer.draw(request.seed, request.range));
    case "beginEpoch":
      return drawer.beginEpoch(request.start);
    case "news":
      return parentPort!.postMessage(drawer.news());
    case "shorten":
      return parentPort!.postMessage(drawer.shorten(request.seed, request.cases));
    case "harvest":
      return parentPort!.postMessage(drawer.harvest());
    case "run":
      return parentPort!.postMessage(runImage(machine, request.image, request.budget));
  }
});
