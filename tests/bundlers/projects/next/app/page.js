"use client";

import * as cardlatch from "cardlatch";
import * as callbacks from "cardlatch/callbacks";
import { useEffect } from "react";

import { run } from "./scenario.js";

export default function Page() {
  useEffect(() => {
    window.start = (setup) => run({ cardlatch, callbacks, setup });
  }, []);
  return <p>Shop</p>;
}
