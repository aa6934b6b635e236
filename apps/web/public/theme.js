/* Applies the chosen theme before the first paint. Key and values: src/app/theme.ts. */
try {
  var theme = localStorage.getItem('decouple.theme');
  if (theme === '"light"' || theme === '"dark"') document.documentElement.dataset.theme = theme.slice(1, -1);
} catch (error) {
  console.info('The browser does not store settings for this page. It uses the system theme.', error);
}
