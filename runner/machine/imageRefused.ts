/** The core takes no image that it could not run to an end; this is how it says why. */
import { refusals } from "../../core/tables/image.ts";

/** The image was refused; a mistake of the compiler's, never of a scenario's author. */
export class ImageRefused extends Error {
  constructor(
    readonly code: number,
    readonly place: number,
  ) {
    const reason = refusals.find((row) => row.code === code)?.meaning ?? `reason ${code}`;
    super(`The core refuses this program: ${reason} (place ${place}).`);
  }
}
