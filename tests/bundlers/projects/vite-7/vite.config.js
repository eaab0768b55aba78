export default {
  optimizeDeps: { exclude: ["cardlatch"] },
};
