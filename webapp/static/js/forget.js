"use strict";

// After signing out nothing that was typed stays on this device.

try {
  Object.keys(window.localStorage)
    .filter((name) => name.startsWith("erkin."))
    .forEach((name) => window.localStorage.removeItem(name));
} catch {
  // A browser that keeps nothing has nothing to forget.
}
