// Runs before the first paint: the theme and density this browser used last. Not a module, not
// inline: a classic script in the head blocks painting, and the CSP allows files only.
(function () {
  var root = document.documentElement;
  try {
    var theme = localStorage.getItem('kith.theme');
    var density = localStorage.getItem('kith.density');
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
    if (density === 'roomy' || density === 'dense') root.dataset.density = density;
  } catch (e) {
    // No storage: the system's theme it is.
  }
})();
