/* The theme that the reader chose, before anything is painted. Key and values: src/app/theme.ts. */
try {
  var theme = localStorage.getItem('decouple.theme');
  if (theme === '"light"' || theme === '"dark"') document.documentElement.dataset.theme = theme.slice(1, -1);
} catch (error) {
  console.info('The browser keeps no settings for this page: it follows the system theme.', error);
}
