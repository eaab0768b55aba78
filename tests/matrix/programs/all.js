// The subpaths beside the two of the scenario.
export * as artha from "cardlatch/artha";
export * as arthaV1 from "cardlatch/artha-v1";
export * as browser from "cardlatch/browser";
export * as capabilities from "cardlatch/capabilities";
export * as edge from "cardlatch/edge";
export * as ibanera from "cardlatch/ibanera";
export * as openApi from "cardlatch/open-api";
export * as yativo from "cardlatch/yativo";
