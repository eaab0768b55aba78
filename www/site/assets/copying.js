// A button on each sample that copies it.
export function useCopying() {
  for (const figure of document.querySelectorAll("figure.code")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.addEventListener("click", () => copy(figure, button));
    figure.querySelector("figcaption").append(button);
  }
}

async function copy(figure, button) {
  const text = figure.querySelector("code").textContent;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    // No clipboard without HTTPS: the text is chosen, so that a key press copies it.
    getSelection().selectAllChildren(figure.querySelector("code"));
    button.textContent = "Press Ctrl+C";
  }
  setTimeout(() => (button.textContent = "Copy"), 2_000);
}
