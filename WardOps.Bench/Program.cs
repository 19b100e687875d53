Console.WriteLine("WardOps.Bench");
