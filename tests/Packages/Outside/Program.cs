using Ninefold.Hosting;

return await NinefoldApp.Create(args).AddSystemsFrom(typeof(Program).Assembly).RunAsync();
