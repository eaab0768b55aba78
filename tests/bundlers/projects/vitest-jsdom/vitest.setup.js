// The Blob of jsdom cannot be read.
import { Blob } from "node:buffer";

globalThis.Blob = Blob;
