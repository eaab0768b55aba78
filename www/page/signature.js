// The signature field: draw one, or choose a picture of one.
import { fill, h, icon, setText } from "./dom.js";
import { lookAt, PICTURE_LIMIT } from "./picture.js";
import { size } from "./words.js";

const WIDTH = 960; // of the exported picture; the drawing area keeps the same shape
const HEIGHT = 320;
const INK = "#10182b";
const PAPER = "#ffffff"; // also in the dark scheme: it is what the issuer gets to see

/** `{ element, picture(): Promise<Blob | null>, complain(text) }` */
export function signatureField() {
  const pad = drawingPad(() => refresh());
  const chooser = fileChooser(() => refresh());
  const meter = sizeMeter();
  const error = h("p.field-error", { role: "alert", id: "signature-error" });
  const body = h("div.signature-body");
  let mode = "draw";

  const element = h(
    "fieldset.signature",
    { "aria-describedby": "signature-error" },
    h("legend", {}, "Signature"),
    h(
      "div.segments",
      {},
      segment("draw", "Draw", "pen", true),
      segment("file", "Picture file", "file", false),
    ),
    body,
    meter.element,
    error,
  );
  show();
  return { element, picture: current, complain };

  function segment(value, label, iconName, checked) {
    const input = h("input.unseen", {
      type: "radio",
      name: "signature-mode",
      value,
      checked,
      onchange: () => choose(value),
    });
    return h("label.segment", {}, input, h("span", {}, icon(iconName), label));
  }

  function choose(value) {
    mode = value;
    show();
  }

  function show() {
    fill(body, mode === "draw" ? pad.element : chooser.element);
    refresh();
  }

  async function refresh() {
    setText(error, "");
    meter.show(await current());
  }

  function current() {
    return mode === "draw" ? pad.picture() : chooser.picture();
  }

  function complain(text) {
    setText(error, text);
  }
}

function sizeMeter() {
  const bar = h("meter", {
    min: 0,
    max: PICTURE_LIMIT,
    high: PICTURE_LIMIT * 0.9,
    value: 0,
    "aria-label": "Size of the picture",
  });
  const text = h("span", {}, "");
  const element = h("p.size", {}, bar, text);
  return { element, show };

  function show(picture) {
    bar.value = Math.min(picture?.size ?? 0, PICTURE_LIMIT);
    setText(
      text,
      picture ? `${size(picture.size)} of 2 MiB` : "No picture yet. Up to 2 MiB, PNG or JPEG.",
    );
  }
}

function fileChooser(changed) {
  let file = null;
  let checked = Promise.resolve(); // so that a quick press of the button waits for the check
  const preview = h("div.preview");
  const problem = h("p.field-error", { role: "alert", id: "file-problem" });
  const note = h("p.note", { id: "file-note", role: "status" });
  const input = h("input", {
    type: "file",
    id: "signature-file",
    accept: "image/*",
    "aria-describedby": "file-note file-problem",
    onchange: () => (checked = check()),
  });
  const element = h(
    "div.chooser",
    {},
    h("label", { for: "signature-file" }, "Picture of the signature"),
    input,
    note,
    problem,
    preview,
  );
  return { element, picture: () => checked.then(() => file) };

  async function check() {
    const [chosen] = input.files;
    const found = chosen ? await lookAt(chosen) : {};
    file = chosen && !found.problem ? chosen : null;
    input.setAttribute("aria-invalid", String(found.problem !== undefined));
    setText(problem, found.problem ?? "");
    setText(note, found.note ?? "");
    show();
    changed();
  }

  function show() {
    if (!file) return fill(preview);
    const image = h("img", { alt: "The chosen picture", src: URL.createObjectURL(file) });
    image.addEventListener("load", () => URL.revokeObjectURL(image.src), { once: true });
    image.addEventListener(
      "error",
      () => {
        setText(problem, "This picture cannot be shown. It may be damaged.");
      },
      { once: true },
    );
    fill(preview, image);
  }
}

function drawingPad(changed) {
  const strokes = []; // each a list of points, as parts of the area's width and height
  const canvas = h("canvas.pad", { width: WIDTH, height: HEIGHT, role: "img" });
  const undo = h(
    "button.button.quiet",
    { type: "button", onclick: () => edit(() => strokes.pop()) },
    icon("undo"),
    "Undo",
  );
  const clear = h(
    "button.button.quiet",
    { type: "button", onclick: () => edit(() => strokes.splice(0)) },
    "Clear",
  );
  const element = h(
    "div.drawing",
    {},
    h("div.paper", {}, canvas, h("span.baseline", { "aria-hidden": "true" })),
    h(
      "div.row",
      {},
      h("p.note", {}, "Draw with a mouse, a finger or a pen. With a keyboard, use a picture file."),
      h("div.tools", {}, undo, clear),
    ),
  );
  listen();
  draw();
  return { element, picture };

  function listen() {
    canvas.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      canvas.setPointerCapture(event.pointerId);
      strokes.push([point(event)]);
      paint();
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!canvas.hasPointerCapture(event.pointerId)) return;
      // A fast pen reports several points in one event; without them its curves get corners.
      const events = event.getCoalescedEvents?.() ?? [];
      strokes.at(-1).push(...(events.length > 0 ? events : [event]).map(point));
      paint();
    });
    for (const end of ["pointerup", "pointercancel"]) {
      canvas.addEventListener(end, () => edit());
    }
  }

  function point(event) {
    const box = canvas.getBoundingClientRect();
    const pressure = event.pointerType === "pen" && event.pressure > 0 ? event.pressure : 0.5;
    return {
      x: ((event.clientX - box.left) / box.width) * WIDTH,
      y: ((event.clientY - box.top) / box.height) * HEIGHT,
      pressure,
    };
  }

  function edit(change = () => {}) {
    change();
    draw();
    changed();
  }

  function draw() {
    paint();
    const count = strokes.length;
    // Not `disabled`: that would throw the keyboard's focus away with the last stroke.
    for (const tool of [undo, clear]) tool.setAttribute("aria-disabled", String(count === 0));
    canvas.setAttribute(
      "aria-label",
      count === 0
        ? "Drawing area, empty"
        : `Drawing area, ${count} ${count === 1 ? "stroke" : "strokes"}`,
    );
  }

  function paint() {
    const pen = canvas.getContext("2d");
    pen.fillStyle = PAPER;
    pen.fillRect(0, 0, WIDTH, HEIGHT);
    pen.strokeStyle = pen.fillStyle = INK;
    pen.lineCap = pen.lineJoin = "round";
    for (const stroke of strokes) paintStroke(pen, stroke);
  }

  async function picture() {
    if (strokes.length === 0) return null;
    return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  }
}

// Curves through the middles of neighbouring points: smooth, and still where the hand was.
function paintStroke(pen, stroke) {
  const [first, ...rest] = stroke;
  if (rest.length === 0) {
    pen.beginPath();
    pen.arc(first.x, first.y, 3.5, 0, Math.PI * 2);
    pen.fill();
    return;
  }
  let from = first;
  let last = first;
  for (const next of rest) {
    const middle = { x: (last.x + next.x) / 2, y: (last.y + next.y) / 2 };
    pen.lineWidth = 3 + next.pressure * 4;
    pen.beginPath();
    pen.moveTo(from.x, from.y);
    pen.quadraticCurveTo(last.x, last.y, middle.x, middle.y);
    pen.stroke();
    from = middle;
    last = next;
  }
}
