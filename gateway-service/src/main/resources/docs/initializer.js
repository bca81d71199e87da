// Everything comes from this gateway: no validator, no content delivery network.
window.onload = function () {
  window.ui = SwaggerUIBundle({
    urls: [
      { name: 'Transactions · 交易', url: '/openapi/transaction.yaml' },
      { name: 'Settlement · 清算', url: '/openapi/settlement.yaml' },
      { name: 'Terminals · 终端', url: '/openapi/terminal.yaml' },
      { name: 'Merchants · 商户', url: '/openapi/merchant.yaml' },
    ],
    dom_id: '#swagger-ui',
    deepLinking: true,
    validatorUrl: null,
    presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
    layout: 'StandaloneLayout',
  });
};
