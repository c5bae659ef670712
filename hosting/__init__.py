"""How the web app is published: its headers wherever it is served, and Amplify Hosting."""
