using Ninefold.Hosting.Commands;

namespace Ninefold.Hosting.Tests.Commands;

public sealed class UserErrorsTests
{
    [Fact]
    public void What_a_user_can_do_something_about_is_told_from_faults_of_the_program()
    {
        Assert.Equal(["a", "b"], UserErrors.Lines(new InvalidRequestException(["a", "b"]))!);
        Assert.Equal(["busy"], UserErrors.Lines(new WorkspaceBusyException("busy"))!);
        Assert.Equal(["gone"], UserErrors.Lines(new AggregateException(new FileNotFoundException("gone")))!);
        var tooLarge = Assert.Throws<OutOfMemoryException>(() => new byte[int.MaxValue]); // no array is so long
        Assert.StartsWith("The memory was not enough.", UserErrors.Lines(tooLarge)!.Single());
        Assert.Null(UserErrors.Lines(new InvalidOperationException("a fault")));
    }

    [Fact]
    public void The_details_of_a_fault_go_to_a_file()
    {
        using var home = new SampleHome();
        var file = UserErrors.WriteDetails(new InvalidOperationException("a fault"), home.Folder, default);
        Assert.StartsWith(home.Folder, file, StringComparison.Ordinal);
        Assert.Contains("a fault", File.ReadAllText(file), StringComparison.Ordinal);
    }
}
